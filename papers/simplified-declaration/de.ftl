title = Vereinfachte EU-Konformitätserklärung

unchecked = Der deutsche Wortlaut dieses Dokuments ist noch nicht mit dem Amtsblatt der Europäischen Union verglichen worden.

# Annex VI to Regulation (EU) 2024/2847 prescribes the words of this sentence. This is a translation from the English
# ones; it has not been compared with the Official Journal in this language.
declaration =
    .text =
        Hiermit erklärt { $organisation }, dass das Produkt mit digitalen Elementen des Typs { $product-type } der Verordnung (EU) 2024/2847 entspricht.

        Der vollständige Text der EU-Konformitätserklärung ist unter der folgenden Internetadresse verfügbar: { $declaration-address }
