library(luz)         # finds: pytorch
library(tfdatasets)  # finds: tensorflow
library(keras3)      # finds: keras
library(sparklyr)    # finds: spark-ml
library(xgboost)     # finds: xgboost
library(lightgbm)    # finds: lightgbm
library(caret)       # finds: r-machine-learning
# library(luz)  finds nothing
