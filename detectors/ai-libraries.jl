using Flux                                      # finds: julia-machine-learning
using Statistics, MLJ                           # finds: julia-machine-learning
using FluxCapacitor                             # finds nothing
