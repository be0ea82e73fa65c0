import CoreML                                   // finds: apple-core-ml
@preconcurrency import FoundationModels         // finds: apple-foundation-models
import TensorFlowLite                           // finds: tensorflow-lite
import VisionKit                                // finds nothing
let text = "import CoreML"                      // finds nothing
