import a from "ai/mcp-stdio";  // finds: model-context-protocol
// import a from "ai/mcp-stdio";  finds nothing
const a = 'import a from "ai/mcp-stdio";';  // finds nothing
