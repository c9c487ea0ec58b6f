"""Why a state is stable, or is not: witnesses that can be replayed."""
