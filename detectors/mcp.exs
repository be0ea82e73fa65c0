alias ExMCP  # finds: model-context-protocol
# alias ExMCP  finds nothing
