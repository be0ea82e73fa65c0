require "torch"                                 # finds: pytorch
require "rumale"                                # finds: ruby-machine-learning
require "torchlight"                            # finds nothing
