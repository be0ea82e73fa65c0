require "openai"                               # finds: openai-client
require 'ruby_llm'                             # finds: ruby-llm
require_relative "openai"                      # finds nothing
puts "openai"                                  # finds nothing
