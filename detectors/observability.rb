require 'langfuse'  # finds: langfuse
# require 'langfuse'  finds nothing
