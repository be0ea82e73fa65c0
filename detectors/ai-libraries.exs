alias Nx       # finds: elixir-machine-learning
alias Scholar  # finds: elixir-machine-learning
# alias Nx  finds nothing
Bumblebee.load_model(x)  # finds: elixir-machine-learning
alias Door.Axon          # finds nothing
Axon.open()              # finds nothing
