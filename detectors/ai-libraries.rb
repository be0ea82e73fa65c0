require 'torch'        # finds: pytorch
require 'onnxruntime'  # finds: onnxruntime
require 'xgb'          # finds: xgboost
require 'lightgbm'     # finds: lightgbm
require 'rumale'       # finds: ruby-machine-learning
require 'eps'          # finds: ruby-machine-learning
# require 'torch'  finds nothing
