using McpDotNet;  // finds: model-context-protocol
// using McpDotNet;  finds nothing
