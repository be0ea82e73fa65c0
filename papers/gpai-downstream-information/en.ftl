title = Information for providers who build on the general-purpose AI model

model = General-purpose AI model
    .text =
        { $model }

        Provider: { $organisation }, { $postal-address }

        Contact: { $digital-contact }

capabilities = Capabilities and limitations
    .text =
        What the model can do:

        { $model-capabilities }

        What it cannot do, or not reliably:

        { $model-limitations }

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

interactions = Interaction with other hardware and software
    .text = { $model-interactions }

versions = Versions of software for using the model
    .text = { $model-software-versions }

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

sizes = Largest inputs and outputs
    .text =
        Inputs: { $model-inputs }

        Outputs: { $model-outputs }

        At most: { $model-largest-input-and-output }

data = Data for training, testing and validation
    .text = { $model-data-overview }
