import a from "@anthropic-ai/claude-code";      // finds: claude-code
import a from "@openai/codex";                  // finds: codex-cli
import a from "@google/gemini-cli";             // finds: gemini-cli
import a from "@github/copilot";                // finds: copilot-cli
import a from "@qwen-code/qwen-code";           // finds: qwen-code
import a from "opencode-ai";                    // finds: opencode
import a from "@mariozechner/pi-coding-agent";  // finds: pi-coding-agent
import a from "@sourcegraph/amp";               // finds: amp
import a from "@augmentcode/auggie";            // finds: auggie
import a from "@block/goose";                   // finds: goose
// import a from "@anthropic-ai/claude-code";  finds nothing
const a = 'import a from "@anthropic-ai/claude-code";';  // finds nothing
