title = Deklaracja zgodności UE

unchecked = Polskie brzmienie tego dokumentu nie zostało jeszcze porównane z Dziennikiem Urzędowym Unii Europejskiej.

product = Produkt z elementami cyfrowymi
    .text =
        { $product }, typ { $product-type }

        { $product-identifiers }

system = System AI
    .text =
        { $ai-system }, typ { $system-type }

        { $system-identifiers }

maker = Producent i dostawca
    .text = { $organisation }, { $postal-address }

representative = Upoważniony przedstawiciel producenta
    .text = { $authorised-representative }

system-representative = Upoważniony przedstawiciel dostawcy w odniesieniu do systemu { $ai-system }
    .text = { $system-authorised-representative }

responsibility = Odpowiedzialność
    .text = Niniejszą deklarację wydaje się na wyłączną odpowiedzialność podmiotu { $organisation }.

object = Przedmiot deklaracji
    .text = { $object-of-the-declaration }

conformity = Zgodność
    .text = Opisany powyżej przedmiot jest zgodny z wymienionym tu unijnym prawodawstwem harmonizacyjnym:

conformity-cra =
    .text =
        - Rozporządzenie (UE) 2024/2847 (akt o cyberodporności), Dz.U. L, 2024/2847, 20.11.2024

        Wykazano, że produkt { $product } spełnia mające do niego zastosowanie zasadnicze wymagania w zakresie cyberbezpieczeństwa z załącznika I do tego rozporządzenia.

conformity-aia =
    .text =
        - Rozporządzenie (UE) 2024/1689 (akt w sprawie sztucznej inteligencji), Dz.U. L, 2024/1689, 12.7.2024, zmienione rozporządzeniem (UE) 2026/1744

        System { $ai-system } spełnia wymogi rozdziału III sekcja 2 tego rozporządzenia.

conformity-other =
    .text = - { $publication-reference }

data-protection = Dane osobowe
    .text = System { $ai-system } wiąże się z przetwarzaniem danych osobowych i jest zgodny z rozporządzeniem (UE) 2016/679, rozporządzeniem (UE) 2018/1725 oraz dyrektywą (UE) 2016/680.

standards = Normy, wspólne specyfikacje i certyfikacja
    .text =
        { $harmonised-standards-applied ->
            [none] { $common-specifications-applied ->
                [none] { $cybersecurity-certificate ->
                    [none] Zgodność deklaruje się bez norm zharmonizowanych, wspólnych specyfikacji ani certyfikacji cyberbezpieczeństwa.
                   *[other] Zgodność deklaruje się w odniesieniu do następujących dokumentów: { $standards-used }
                }
               *[other] Zgodność deklaruje się w odniesieniu do następujących dokumentów: { $standards-used }
            }
           *[other] Zgodność deklaruje się w odniesieniu do następujących dokumentów: { $standards-used }
        }

system-standards = Normy i wspólne specyfikacje w odniesieniu do systemu { $ai-system }
    .text =
        { $aia-standards-applied ->
            [none] { $aia-common-specifications-applied ->
                [none] Zgodność deklaruje się bez norm zharmonizowanych ani wspólnych specyfikacji.
               *[other] Zgodność deklaruje się w odniesieniu do następujących dokumentów: { $system-standards-used }
            }
           *[other] Zgodność deklaruje się w odniesieniu do następujących dokumentów: { $system-standards-used }
        }

notified-body = Jednostka notyfikowana
    .text =
        { $cra-notified-body }

        Procedura: { $cra-procedure-description }

        Certyfikat: { $cra-certificate }

system-notified-body = Jednostka notyfikowana w odniesieniu do systemu { $ai-system }
    .text =
        { $aia-notified-body }

        Procedura: { $aia-procedure-description }

        Certyfikat: { $aia-certificate }

additional = Informacje dodatkowe
    .text = { $additional-information }

signature = Podpis
    .text =
        Podpisano w imieniu podmiotu { $organisation }

        { $place-of-issue }, { $day }

        { $signatory }, { $signatory-function }
