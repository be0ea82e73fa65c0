import a from "@webonnx/x";                 // finds: wonnx
import a from "@react-native-ml-kit/x";     // finds: ml-kit
import a from "@react-native-ai/apple";     // finds: apple-foundation-models
import a from "brain.js";                   // finds: javascript-machine-learning
import a from "@mlc-ai/web-llm";            // finds: web-llm
import a from "@huggingface/transformers";  // finds: transformers-js
// import a from "@webonnx/x";  finds nothing
const a = 'import a from "@webonnx/x";';  // finds nothing
