require 'model_context_protocol'  # finds: model-context-protocol
# require 'model_context_protocol'  finds nothing
