title = Technical documentation of the general-purpose AI model

model = General-purpose AI model
    .text =
        { $model }

        Provider: { $organisation }, { $postal-address }

general = General description

tasks = Tasks, and AI systems into which the model can be built
    .text =
        Tasks that the model is intended to perform:

        { $model-tasks }

        AI systems into which it can be built:

        { $model-integrations }

use = Policies on acceptable use
    .text = { $model-acceptable-use }

release = Release and distribution
    .text =
        Released: { $model-release }

        Distribution: { $model-distribution }

architecture = Architecture and number of parameters
    .text =
        Architecture: { $model-architecture }

        Parameters: { $model-parameters }

formats = Inputs and outputs
    .text =
        Inputs: { $model-inputs }

        Outputs: { $model-outputs }

licence = Licence
    .text = { $model-licence }

elements = Elements of the model and its development

means = Means of building the model into AI systems
    .text = { $model-integration-means }

design = Design specifications and training process

data = Data for training, testing and validation

training = Computation and time of training
    .text = { $model-training-resources }

energy = Energy consumption
    .text = { $model-energy }

testing = Testing and evaluation

results = Testing process and results of the evaluation

systemic = Additional information on the model with systemic risk

evaluation = Strategies and results of evaluation

adversarial = Adversarial testing and adaptations

components = How the software components fit together
