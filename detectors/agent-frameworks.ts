import a from "@mastra/x";                 // finds: mastra
import a from "@voltagent/x";              // finds: voltagent
import a from "@assistant-ui/x";           // finds: assistant-ui
import a from "@tanstack/ai";              // finds: tanstack-ai
import a from "@inngest/agent-kit";        // finds: inngest-agent-kit
import a from "agents/x";                  // finds: cloudflare-agents
import a from "@nlux/x";                   // finds: chatbot-interfaces
import a from "@microsoft/teams-ai";       // finds: bot-framework
import a from "flowise";                   // finds: flowise
import a from "@n8n/n8n-nodes-langchain";  // finds: n8n-langchain
// import a from "@mastra/x";  finds nothing
const a = 'import a from "@mastra/x";';  // finds nothing
