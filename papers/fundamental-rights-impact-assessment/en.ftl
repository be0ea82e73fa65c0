title = Fundamental rights impact assessment

system = AI system and deployer
    .text =
        { $ai-system }, as used by { $organisation }, { $postal-address }

        { $system-intended-purpose }

processes = Processes in which the system is used
    .text = { $rights-impact-processes }

period = Period and frequency of use
    .text =
        Period: { $rights-impact-period }

        Frequency: { $rights-impact-frequency }

people = People and groups likely to be affected
    .text = { $rights-impact-people }

risks = Risks of harm to them
    .lead = The information that the provider gives with the system was taken into account.
    .text = { $rights-impact-risks }

oversight = Human oversight
    .text = { $rights-impact-oversight }

measures = Measures if the risks come true
    .text =
        { $rights-impact-measures }

        Internal governance: { $rights-impact-governance }

        Complaints: { $rights-impact-complaints }

data-protection = Data protection impact assessment
    .lead = Parts of this assessment are covered by the data protection impact assessment:
    .text = { $data-protection-assessment-reference }
