title = Registration in the EU database

secure =
    .text = The entries go into the section of the database that is not public.

section-a = High-risk AI system: entries of the provider

a-provider = Provider
    .text =
        { $provider ->
            [yes] { $organisation }, { $postal-address }, { $digital-contact }
           *[other] { $registered-provider }
        }

a-submitter = Entered by
    .text = { $registration-submitter }

a-representative = Authorised representative
    .text =
        { $aia-authorised-representative ->
            [yes] { $organisation }, { $postal-address }, { $digital-contact }
           *[other] { $system-authorised-representative }, { $representative-contact }
        }

a-name = Trade name and references
    .text =
        { $ai-system }

        { $system-identifiers }

a-purpose = Intended purpose
    .text = { $system-intended-purpose }

a-functions = Components and functions supported
    .text = { $supported-functions }

a-logic = Data used and operating logic
    .text =
        { $data-used }

        { $operating-logic }

a-status = Status
    .text = { $market-status }

a-certificate = Certificate
    .text =
        { $aia-certificate }

        valid until { $aia-certificate-expiry }

        issued by { $aia-notified-body }

a-certificate-copy = Copy of the certificate

a-member-states = Member States
    .text = { $member-states-of-placing }

a-declaration = Copy of the EU declaration of conformity

a-instructions = Electronic instructions for use

a-address = More information
    .text = { $system-information-address }

section-b = AI system found not to be high-risk: entries of the provider

b-provider = Provider
    .text =
        { $provider ->
            [yes] { $organisation }, { $postal-address }, { $digital-contact }
           *[other] { $registered-provider }
        }

b-submitter = Entered by
    .text = { $registration-submitter }

b-representative = Authorised representative
    .text =
        { $aia-authorised-representative ->
            [yes] { $organisation }, { $postal-address }, { $digital-contact }
           *[other] { $system-authorised-representative }, { $representative-contact }
        }

b-name = Trade name and references
    .text =
        { $ai-system }

        { $system-identifiers }

b-purpose = Intended purpose
    .text = { $system-intended-purpose }

b-condition = Condition for not being high-risk
    .text = { $derogation-ground }

b-grounds = Grounds in short
    .text = { $not-high-risk-grounds }

b-status = Status
    .text = { $market-status }

b-member-states = Member States
    .text = { $member-states-of-placing }

section-c = High-risk AI system: entries of the deployer

c-deployer = Deployer
    .text = { $organisation }, { $postal-address }, { $digital-contact }

c-submitter = Entered by
    .text = { $registration-submitter }

c-entry = Entry of the provider
    .text = { $provider-entry-address }

c-rights = Findings of the fundamental rights impact assessment
    .text = { $rights-impact-summary }

c-data-protection = Summary of the data protection impact assessment
    .text = { $data-protection-impact-summary }
