import ai.koog.agents.mcp.A  // finds: model-context-protocol
// import ai.koog.agents.mcp.A  finds nothing
