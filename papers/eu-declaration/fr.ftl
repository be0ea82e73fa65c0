title = Déclaration UE de conformité

unchecked = Le texte français de ce document n’a pas encore été comparé avec le Journal officiel de l’Union européenne.

product = Produit comportant des éléments numériques
    .text =
        { $product }, type { $product-type }

        { $product-identifiers }

system = Système d’IA
    .text =
        { $ai-system }, type { $system-type }

        { $system-identifiers }

maker = Fabricant et fournisseur
    .text = { $organisation }, { $postal-address }

representative = Mandataire du fabricant
    .text = { $authorised-representative }

system-representative = Mandataire du fournisseur pour { $ai-system }
    .text = { $system-authorised-representative }

responsibility = Responsabilité
    .text = La présente déclaration est établie sous la seule responsabilité de { $organisation }.

object = Objet de la déclaration
    .text = { $object-of-the-declaration }

conformity = Conformité
    .text = L’objet décrit ci-dessus est conforme à la législation d’harmonisation de l’Union citée ici:

conformity-cra =
    .text =
        - Règlement (UE) 2024/2847 (règlement sur la cyberrésilience), JO L, 2024/2847, 20.11.2024

        Il a été démontré que { $product } respecte les exigences essentielles de cybersécurité de l’annexe I dudit règlement qui lui sont applicables.

conformity-aia =
    .text =
        - Règlement (UE) 2024/1689 (règlement sur l’intelligence artificielle), JO L, 2024/1689, 12.7.2024, modifié par le règlement (UE) 2026/1744

        { $ai-system } satisfait aux exigences du chapitre III, section 2, dudit règlement.

conformity-other =
    .text = - { $publication-reference }

data-protection = Données à caractère personnel
    .text = { $ai-system } implique le traitement de données à caractère personnel et respecte le règlement (UE) 2016/679, le règlement (UE) 2018/1725 et la directive (UE) 2016/680.

standards = Normes, spécifications communes et certification
    .text =
        { $harmonised-standards-applied ->
            [none] { $common-specifications-applied ->
                [none] { $cybersecurity-certificate ->
                    [none] La conformité est déclarée sans normes harmonisées, spécifications communes ni certification de cybersécurité.
                   *[other] La conformité est déclarée par rapport à ce qui suit: { $standards-used }
                }
               *[other] La conformité est déclarée par rapport à ce qui suit: { $standards-used }
            }
           *[other] La conformité est déclarée par rapport à ce qui suit: { $standards-used }
        }

system-standards = Normes et spécifications communes pour { $ai-system }
    .text =
        { $aia-standards-applied ->
            [none] { $aia-common-specifications-applied ->
                [none] La conformité est déclarée sans normes harmonisées ni spécifications communes.
               *[other] La conformité est déclarée par rapport à ce qui suit: { $system-standards-used }
            }
           *[other] La conformité est déclarée par rapport à ce qui suit: { $system-standards-used }
        }

notified-body = Organisme notifié
    .text =
        { $cra-notified-body }

        Procédure: { $cra-procedure-description }

        Certificat: { $cra-certificate }

system-notified-body = Organisme notifié pour { $ai-system }
    .text =
        { $aia-notified-body }

        Procédure: { $aia-procedure-description }

        Certificat: { $aia-certificate }

additional = Informations supplémentaires
    .text = { $additional-information }

signature = Signature
    .text =
        Signé par et au nom de { $organisation }

        { $place-of-issue }, { $day }

        { $signatory }, { $signatory-function }
