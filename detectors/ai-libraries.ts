import * as tf from "@tensorflow/tfjs";                // finds: tensorflow
import * as ort from "onnxruntime-web";                // finds: onnxruntime
import { FaceDetector } from "@mediapipe/tasks-vision"; // finds: mediapipe
import brain from "brain.js";                          // finds: javascript-machine-learning
import { pipeline } from "@huggingface/transformers";  // finds: transformers
import { ChatPromptTemplate } from "@langchain/core/prompts"; // finds: langchain
import { StateGraph } from "@langchain/langgraph";     // finds: langgraph
import { Server } from "@modelcontextprotocol/sdk/server"; // finds: model-context-protocol
import prompts from "prompts";                         // finds nothing
import torch from "./torch";                           // finds nothing
const node = "@n8n/n8n-nodes-langchain.agent";         // finds: flowise
