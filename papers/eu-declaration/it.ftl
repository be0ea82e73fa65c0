title = Dichiarazione di conformità UE

unchecked = Il testo italiano di questo documento non è stato ancora confrontato con la Gazzetta ufficiale dell’Unione europea.

product = Prodotto con elementi digitali
    .text =
        { $product }, tipo { $product-type }

        { $product-identifiers }

system = Sistema di IA
    .text =
        { $ai-system }, tipo { $system-type }

        { $system-identifiers }

maker = Fabbricante e fornitore
    .text = { $organisation }, { $postal-address }

representative = Rappresentante autorizzato del fabbricante
    .text = { $authorised-representative }

system-representative = Rappresentante autorizzato del fornitore per { $ai-system }
    .text = { $system-authorised-representative }

responsibility = Responsabilità
    .text = La presente dichiarazione è rilasciata sotto la responsabilità esclusiva di { $organisation }.

object = Oggetto della dichiarazione
    .text = { $object-of-the-declaration }

conformity = Conformità
    .text = L’oggetto sopra descritto è conforme alla normativa di armonizzazione dell’Unione qui indicata:

conformity-cra =
    .text =
        - Regolamento (UE) 2024/2847 (regolamento sulla ciberresilienza), GU L, 2024/2847, 20.11.2024

        È stato dimostrato che { $product } soddisfa i requisiti essenziali di cibersicurezza dell’allegato I di tale regolamento a esso applicabili.

conformity-aia =
    .text =
        - Regolamento (UE) 2024/1689 (regolamento sull’intelligenza artificiale), GU L, 2024/1689, 12.7.2024, modificato dal regolamento (UE) 2026/1744

        { $ai-system } soddisfa i requisiti del capo III, sezione 2, di tale regolamento.

conformity-other =
    .text = - { $publication-reference }

data-protection = Dati personali
    .text = { $ai-system } comporta il trattamento di dati personali e rispetta il regolamento (UE) 2016/679, il regolamento (UE) 2018/1725 e la direttiva (UE) 2016/680.

standards = Norme, specifiche comuni e certificazione
    .text =
        { $harmonised-standards-applied ->
            [none] { $common-specifications-applied ->
                [none] { $cybersecurity-certificate ->
                    [none] La conformità è dichiarata senza norme armonizzate, specifiche comuni o certificazione della cibersicurezza.
                   *[other] La conformità è dichiarata in relazione a quanto segue: { $standards-used }
                }
               *[other] La conformità è dichiarata in relazione a quanto segue: { $standards-used }
            }
           *[other] La conformità è dichiarata in relazione a quanto segue: { $standards-used }
        }

system-standards = Norme e specifiche comuni per { $ai-system }
    .text =
        { $aia-standards-applied ->
            [none] { $aia-common-specifications-applied ->
                [none] La conformità è dichiarata senza norme armonizzate o specifiche comuni.
               *[other] La conformità è dichiarata in relazione a quanto segue: { $system-standards-used }
            }
           *[other] La conformità è dichiarata in relazione a quanto segue: { $system-standards-used }
        }

notified-body = Organismo notificato
    .text =
        { $cra-notified-body }

        Procedura: { $cra-procedure-description }

        Certificato: { $cra-certificate }

system-notified-body = Organismo notificato per { $ai-system }
    .text =
        { $aia-notified-body }

        Procedura: { $aia-procedure-description }

        Certificato: { $aia-certificate }

additional = Informazioni supplementari
    .text = { $additional-information }

signature = Firma
    .text =
        Firmato a nome e per conto di { $organisation }

        { $place-of-issue }, { $day }

        { $signatory }, { $signatory-function }
