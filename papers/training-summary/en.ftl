title = Public summary of the content used for training

general = General information

provider = Provider
    .text = { $organisation }, { $postal-address }, { $digital-contact }

model = Model
    .text =
        { $model }

        First placed on the Union market: { $model-first-placed }

modalities = Modalities and size of the training data
    .text = { $training-modalities }

latest = Latest day of collection
    .text = { $training-data-latest }

sources = Sources of the data

public = Publicly available data sets
    .text = { $training-public-datasets }

private = Data sets that are not public
    .text = { $training-private-datasets }

crawled = Data collected from the web
    .text = { $training-crawled-sources }

users = Data of users
    .text = { $training-user-data }

synthetic = Synthetic data
    .text = { $training-synthetic-data }

other = Other sources
    .text = { $training-other-sources }

processing = Processing of the data

rights = Respect for reservations of rights
    .text = { $training-rights-reservations }

illegal = Removal of illegal content
    .text = { $training-illegal-content }
