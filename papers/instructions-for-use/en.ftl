title = Instructions for use

system = AI system
    .text =
        { $ai-system }, type { $system-type }

        { $system-identifiers }

        These instructions are meant for those who deploy the system.

provider = Provider
    .text =
        { $organisation }

        { $postal-address }

        { $has-website ->
            [yes] { $digital-contact }, { $website }
           *[no] { $digital-contact }
        }

representative = Authorised representative
    .text = { $system-authorised-representative }

performance = Characteristics, capabilities and limits of performance

purpose = Intended purpose
    .text = { $system-intended-purpose }

characteristics = Characteristics, capabilities and limits
    .text =
        Characteristics and capabilities:

        { $system-capabilities }

        Limits of performance:

        { $system-limits }

accuracy = Accuracy, robustness and cybersecurity
    .text =
        The system was tested and validated for the following, which can be expected of it:

        { $expected-performance }

        Circumstances that may affect this:

        { $circumstances-affecting-performance }

circumstances = Circumstances that may lead to risks to health, safety or fundamental rights
    .text = { $system-risky-circumstances }

explanation = Information that helps to explain the output
    .text = { $explanation-means }

groups-of-people = Performance for particular people or groups
    .text = { $performance-for-groups }

data = Input data and data sets
    .text = { $input-data-needed }

interpretation = Interpreting and using the output
    .text = { $output-interpretation }

changes = Changes fixed in advance
    .text =
        The following changes to the system and its performance were fixed by the time of the first conformity assessment:

        { $changes-fixed }

oversight = Human oversight
    .text = { $oversight-measures }

resources = Resources, lifetime and maintenance
    .text =
        Computing power and hardware: { $resources-needed }

        Expected lifetime: { $system-lifetime }

        Maintenance and care, software updates included:

        { $maintenance-measures }

logs = Collecting, storing and interpreting logs
    .text = { $log-mechanisms }
