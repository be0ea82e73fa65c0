using OpenAI;                                  // finds: openai-client
global using OpenAI.Chat;                      // finds: openai-client
using Chat = OpenAI.Chat.ChatClient;           // finds: openai-client
using OpenAIRoute.Mine;                        // finds nothing
using (var client = new OpenAI()) { }          // finds nothing
using Azure.AI.OpenAI;                         // finds: azure-openai-client
using Microsoft.Extensions.AI;                 // finds: microsoft-extensions-ai
using Microsoft.Extensions.Logging;            // finds nothing
