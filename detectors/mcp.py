import mcp      # finds: model-context-protocol
import fastmcp  # finds: fastmcp
# import mcp  finds nothing
a = "import mcp"  # finds nothing
