import OpenAI from "openai";                           // finds: openai-client
import type { Chat } from 'openai/resources';          // finds: openai-client
import OpenAI from "npm:openai@4";                     // finds: openai-client
const { OpenAI } = require("openai");                  // finds: openai-client
const openai = await import('openai');                 // finds: openai-client
import { openai } from "./openai";                     // finds nothing
import openai from "openai-mock";                      // finds nothing
const name = "openai";                                 // finds nothing
// import OpenAI from "openai";                           finds nothing
/*
import OpenAI from "openai";                              finds nothing
*/
import Anthropic from "@anthropic-ai/sdk";             // finds: anthropic-client
import { AzureOpenAI } from "@azure/openai";           // finds: azure-openai-client
import { google } from "@ai-sdk/google";               // finds: google-gemini-client, vercel-ai-sdk
import { generateText } from "ai";                     // finds: vercel-ai-sdk
import { useChat } from "ai/react";                    // finds: vercel-ai-sdk
import { fancy } from "@ai-sdk/vue";                   // finds: vercel-ai-sdk
import air from "air";                                 // finds nothing
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime"; // finds: amazon-bedrock-client
import { RekognitionClient } from "@aws-sdk/client-rekognition"; // finds: amazon-rekognition-client
import { HfInference } from "@huggingface/inference";  // finds: hugging-face-inference-client
await fetch("https://api.anthropic.com/v1/messages");  // finds: anthropic-client
await fetch(`https://${resource}.openai.azure.com/`);  // finds: azure-openai-client
const answer = prompt("Your name?");                   // finds nothing
