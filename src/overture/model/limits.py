SIDE_BY_SIDE = 1 << 20
MOST_ENDINGS = 5_000
def many_courses(a, b):
    return a + b
