"""A little example for the papers: a dam on a river between two states, and everything a brief can print."""

TEXT = """
overture: 1
title: A dam on the river
as_of: 2031-05-04
proposer: upper
submit_to: the Cabinet
stage: for examination
handling: For official use
sources:
  cable: {title: Cable from the embassy, kind: cable, date: 2031-05-01, reliability: B}
  text:  {title: River treaty, kind: treaty, date: 2001-01-01, reliability: A}
actors:
  upper:  {name: Our government}
  lower:  {name: Lower Republic}
  delta:  {name: Delta State}
  press:  {name: the capital's press, kind: press}
  envoy:  {name: the envoy, kind: person, of: upper}
treaties:
  river:
    name: River Treaty
    stage: in force
    parties: [lower, delta]
    entry:
      rule: {art: "4", consent: every party}
      applies: {upper: offer is share}
      consents: {upper: {lower: reply is accept, delta: delta_agrees}}
    from: text
  accord:
    name: Accord on Floods
    stage: signed
    signed: 2030-02-01
    signatories: [lower, delta]
    ratified: {lower: 2030-06-01, delta: delta_agrees}
    in_force: every signatory ratified
options:
  upper:
    offer:
      ask: What does the letter say of the water?
      choices: {silent: nothing, talk: is ready to talk about it, share: {text: offers to share it, from: cable ¶2}}
      now: silent
      final: true
      from: cable
    seal:
      text: send the letter under seal
      needs: offer is not silent
      final: true
      from: cable
  lower:
    reply: {ask: What do they answer?, choices: {none: no answer, accept: accept, refuse: refuse}, now: none, needs: offer is not silent, from: cable}
facts:
  calm: {text: the border is calm, when: reply is accept, from: cable ¶3}
  mocked: {text: the offer is mocked, when: offer is share and press_hostile, basis: judgement, by: envoy}
arguments:
  thirst: {claim: the dam takes the water, opposes: river, used: [{by: press}], ground: offer is silent, when: true, from: cable}
  sharing: {claim: we share what there is, when: offer is share, limits: [thirst], used: [{by: upper}], from: cable}
assumptions:
  press_hostile: {text: the press is hostile, likelihood: unlikely, taken: false, basis: judgement}
  delta_agrees: {text: Delta State agrees, likelihood: likely, taken: true, basis: judgement}
reports:
  - {of: press, to: river, sign: against, says: they write of thirst, via: [envoy], from: cable, basis: report}
preferences:
  upper:
    - {id: peace, want: calm, goal: true, from: cable}
    - {id: no_mockery, want: not mocked, basis: judgement}
    - {id: free_hand, want: offer is silent, basis: judgement}
  lower:
    - {id: water, want: reply is accept, if: offer is share, from: cable}
    - {id: no_sham, want: reply is refuse, if: offer is talk, from: cable}
    - {id: no_word, want: reply is none, if: offer is silent, basis: judgement}
proposals:
  share_it: {offer: share, short: sharing}
  talk_only: {offer: talk, short: talk}
  sealed: {offer: share, seal: yes, short: sealed sharing}
replies:
  yes_reply: {reply: accept, short: they accept}
  no_reply: {reply: refuse, short: they refuse}
claims:
  kept: {text: Sharing keeps the peace, from: cable ¶4, kept: peace, after: [share_it]}
  unkind: {text: The letter will be read kindly, by: envoy}
  wrong: {text: Talk is enough, holds: calm, after: [talk_only], from: cable}
contingencies:
  reservoir: {text: we ask for the second reservoir, when: reply is accept, from: cable}
documents:
  note:
    title: Letter on the river
    to: [lower, delta]
    form: letter
    opening: Excellency,
    closing: With respect.
    passages:
      - {when: offer is talk, text: We are ready to talk.}
      - {when: offer is share, text: We offer to share the water., from: cable}
      - {when: offer is share, quote: as neighbours do, from: text}
      - {when: reply is accept, text: We thank you for accepting.}
variants:
  hostile:
    why: the press is hostile
    edits: [{set: press_hostile.taken, to: true}]
hindsight:
  - {date: 2032-01-01, text: The CANARYBIRD sang.}
"""
