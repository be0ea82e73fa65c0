require 'langchainrb'  # finds: langchain
require 'dspy'         # finds: dspy
require 'raix'         # finds: agent-frameworks
# require 'langchainrb'  finds nothing
