library(torch)                                  # finds: pytorch
require("randomForest")                         # finds: r-machine-learning
keras::fit(model)                               # finds: keras
library(torchlight)                             # finds nothing
