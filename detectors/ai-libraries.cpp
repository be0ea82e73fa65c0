#include <onnxruntime_cxx_api.h>                // finds: onnxruntime
#include "tensorflow/lite/micro/micro_interpreter.h" // finds: tensorflow-lite
#include "llama.h"                              // finds: llama-cpp
#include "ollama.h"                             // finds nothing
#include <torch/script.h>                       // finds: pytorch
#  include "third_party/ggml.h"                 // finds: llama-cpp
#include "edge-impulse-sdk/classifier/ei_run_classifier.h" // finds: edge-inference-runtimes
#include "torch.h"                              // finds nothing
