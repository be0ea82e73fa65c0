title = EU declaration of conformity

product = Product with digital elements
    .text =
        { $product }, type { $product-type }

        { $product-identifiers }

system = AI system
    .text =
        { $ai-system }, type { $system-type }

        { $system-identifiers }

maker = Manufacturer and provider
    .text = { $organisation }, { $postal-address }

representative = Authorised representative of the manufacturer
    .text = { $authorised-representative }

system-representative = Authorised representative of the provider for { $ai-system }
    .text = { $system-authorised-representative }

responsibility = Responsibility
    .text = This declaration is issued under the sole responsibility of { $organisation }.

object = Object of the declaration
    .text = { $object-of-the-declaration }

conformity = Conformity
    .text = The object described above conforms to the Union harmonisation legislation named here:

conformity-cra =
    .text =
        - Regulation (EU) 2024/2847 (Cyber Resilience Act), OJ L, 2024/2847, 20.11.2024

        It has been demonstrated that { $product } meets the essential cybersecurity requirements of Annex I to that Regulation which apply to it.

conformity-aia =
    .text =
        - Regulation (EU) 2024/1689 (Artificial Intelligence Act), OJ L, 2024/1689, 12.7.2024, as amended by Regulation (EU) 2026/1744

        { $ai-system } meets the requirements of Chapter III, Section 2, of that Regulation.

conformity-other =
    .text = - { $publication-reference }

data-protection = Personal data
    .text = { $ai-system } involves the processing of personal data and complies with Regulation (EU) 2016/679, Regulation (EU) 2018/1725 and Directive (EU) 2016/680.

standards = Standards, common specifications and certification
    .text =
        { $harmonised-standards-applied ->
            [none] { $common-specifications-applied ->
                [none] { $cybersecurity-certificate ->
                    [none] Conformity is declared without harmonised standards, common specifications or cybersecurity certification.
                   *[other] Conformity is declared in relation to: { $standards-used }
                }
               *[other] Conformity is declared in relation to: { $standards-used }
            }
           *[other] Conformity is declared in relation to: { $standards-used }
        }

system-standards = Standards and common specifications for { $ai-system }
    .text =
        { $aia-standards-applied ->
            [none] { $aia-common-specifications-applied ->
                [none] Conformity is declared without harmonised standards or common specifications.
               *[other] Conformity is declared in relation to: { $system-standards-used }
            }
           *[other] Conformity is declared in relation to: { $system-standards-used }
        }

notified-body = Notified body
    .text =
        { $cra-notified-body }

        Procedure: { $cra-procedure-description }

        Certificate: { $cra-certificate }

system-notified-body = Notified body for { $ai-system }
    .text =
        { $aia-notified-body }

        Procedure: { $aia-procedure-description }

        Certificate: { $aia-certificate }

additional = Additional information
    .text = { $additional-information }

signature = Signature
    .text =
        Signed for and on behalf of { $organisation }

        { $place-of-issue }, { $day }

        { $signatory }, { $signatory-function }
