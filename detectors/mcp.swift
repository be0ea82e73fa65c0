import MCP  // finds: model-context-protocol
// import MCP  finds nothing
