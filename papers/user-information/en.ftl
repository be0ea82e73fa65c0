title = Information and instructions for users

maker = Manufacturer
    .text =
        { $organisation }

        { $postal-address }

        { $has-website ->
            [yes] { $digital-contact }, { $website }
           *[no] { $digital-contact }
        }

contact = Reporting vulnerabilities
    .text =
        Vulnerabilities of the product can be reported, and information about them received, at { $vulnerability-contact }.

        The policy on coordinated vulnerability disclosure stands here: { $disclosure-policy-address }

product = Product
    .text =
        { $product }, type { $product-type }

        { $product-identifiers }

purpose = Intended purpose and security properties
    .text =
        { $intended-purpose }

        Security environment provided by the manufacturer: { $security-environment }

        Essential functions:

        { $essential-functions }

        Security properties:

        { $security-properties }

circumstances = Circumstances that may lead to significant cybersecurity risks
    .text = { $risky-circumstances }

declaration = EU declaration of conformity
    .text = The EU declaration of conformity can be accessed at { $declaration-address }.

support = Security support
    .text =
        { $support-offered }

        Vulnerabilities are handled and security updates are provided until the support period ends, on { $support-period-end }.

instructions = Instructions for secure use
    .lead =
        { $has-instructions-address ->
            [yes] Detailed instructions stand at { $instructions-address }.
           *[no] {""}
        }

secure-use = First setting up and secure use
    .text =
        { $has-secure-use-measures ->
            [yes] { $secure-use-measures }
           *[no] { $has-instructions-address ->
                [yes] See the instructions at { $instructions-address }.
               *[no] { $secure-use-measures }
            }
        }

changes = Changes to the product and the security of data
    .text =
        { $has-effects-of-changes ->
            [yes] { $effects-of-changes }
           *[no] { $has-instructions-address ->
                [yes] See the instructions at { $instructions-address }.
               *[no] { $effects-of-changes }
            }
        }

updates = Installing security updates
    .text =
        { $has-update-installation ->
            [yes] { $update-installation }
           *[no] { $has-instructions-address ->
                [yes] See the instructions at { $instructions-address }.
               *[no] { $update-installation }
            }
        }

decommissioning = Taking the product out of use and removing data
    .text =
        { $has-secure-decommissioning ->
            [yes] { $secure-decommissioning }
           *[no] { $has-instructions-address ->
                [yes] See the instructions at { $instructions-address }.
               *[no] { $secure-decommissioning }
            }
        }

automatic-updates = Turning off the automatic installation of security updates
    .text =
        { $has-turning-off-automatic-updates ->
            [yes] { $turning-off-automatic-updates }
           *[no] { $has-instructions-address ->
                [yes] See the instructions at { $instructions-address }.
               *[no] { $turning-off-automatic-updates }
            }
        }

integration = Building the product into other products
    .text =
        { $has-integrator-information ->
            [yes] { $integrator-information }
           *[no] { $has-instructions-address ->
                [yes] See the instructions at { $instructions-address }.
               *[no] { $integrator-information }
            }
        }

bill-of-materials = Software bill of materials
    .text = The software bill of materials can be accessed here: { $sbom-address }
