library(mlflow)      # finds: mlflow
library(fairmodels)  # finds: fairness
# library(mlflow)  finds nothing
