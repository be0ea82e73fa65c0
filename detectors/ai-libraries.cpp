#include <LibTorch-Lite.h>           // finds: pytorch
#include <torchvision/a.h>           // finds: torchvision
#include <tensorflow/cc/a.h>         // finds: tensorflow
#include <TensorFlowLiteObjC/a.h>    // finds: tensorflow-lite
#include <paddle/a.h>                // finds: paddlepaddle
#include <mxnet/a.h>                 // finds: mxnet
#include <cudnn.h>                   // finds: cudnn
#include <armnn/a.h>                 // finds: arm-nn
#include <ai_platform.h>             // finds: stm32cube-ai
#include <esp_nn.h>                  // finds: espressif-nn
#include <EloquentTinyML.h>          // finds: arduino-neural-network
#include <android/NeuralNetworks.h>  // finds: android-nnapi
// #include <LibTorch-Lite.h>  finds nothing
ncnn::Net net;                       // finds: ncnn
std::string a = b.ncnn_net();        // finds nothing
