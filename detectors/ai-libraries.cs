using Microsoft.ML;                             // finds: ml-net
using Microsoft.ML.OnnxRuntime;                 // finds: onnxruntime
using Windows.AI.MachineLearning;               // finds: windows-ml
using Microsoft.SemanticKernel;                 // finds: semantic-kernel
using Microsoft.MLOps;                          // finds nothing
class Task { }                                  // finds nothing
