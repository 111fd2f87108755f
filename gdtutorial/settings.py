"""The tutorial's own settings: change one here, and every page and every figure follows."""

SEED = 42
"""The seed of the tutorial's data, of its random start and of its shuffles."""

N_POINTS = 100
"""How many points the tutorial makes."""

TRAIN = 0.8
"""The fraction of them that is for training."""

TRUE_B = 1.0
"""The true bias: in the salary story, thousands."""

TRUE_W = 2.0
"""The true weight: in the salary story, thousands per year."""

OTHER_B = 0.5
"""The true bias of the other line, on which the five steps run once more."""

OTHER_W = -3.0
"""The true weight of that other line."""

NOISE = 0.1
"""The standard deviation of the noise around the line, in the unit of `y`."""

LR = 0.1
"""The learning rate of the tutorial's descents."""

LOW_LR = 0.2
"""The low rate in the story of the learning rate."""

HIGH_LR = 0.8
"""The high rate in that story."""

TOO_HIGH_LR = 1.1
"""The rate in that story which is too high."""

N_EPOCHS = 100
"""How many epochs a descent of the tutorial takes."""

MANY_EPOCHS = 1000
"""How many it takes where it is to arrive."""

MINI_BATCH = 16
"""How many points a mini-batch of the tutorial holds."""

STEP = 0.12
"""The width of the triangles that measure the gradient."""

FACTOR = 10.0
"""By what the bad feature is larger than the original one."""

REACH = 3.0
"""How far the tutorial's grid goes from the true parameters, each way."""

N_GRID = 101
"""How many values the grid has along each axis."""

EDGE_START = 3.0, 0.1
"""Where the descents at the edge of stability begin: two weights, u and v, of which one is far larger."""

EDGE_LR = 0.2
"""The rate that this start is too sharp for, and which yet finds a minimum."""

EDGE_U, EDGE_V = (-2.0, 4.0), (-2.5, 3.5)
"""What is seen of these two weights."""

EDGE_LEVELS = 0.03, 0.12, 0.4, 0.9, 2.0, 4.0, 8.0, 16.0, 40.0
"""The losses at which their contours are drawn."""
