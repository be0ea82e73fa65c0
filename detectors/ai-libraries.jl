using TensorFlow   # finds: tensorflow
using ONNXRunTime  # finds: onnxruntime
using ScikitLearn  # finds: scikit-learn
using XGBoost      # finds: xgboost
using Flux         # finds: julia-machine-learning
using Metalhead    # finds: julia-machine-learning
# using TensorFlow  finds nothing
