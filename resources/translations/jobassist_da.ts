<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da_DK" sourcelanguage="da_DK">
<context>
    <name>CandidatesPage</name>
    <message numerus="yes">
        <source>%n kandidat(er), ordnet efter: {order}.</source>
        <translation>
            <numerusform>%n kandidat, ordnet efter: {order}.</numerusform>
            <numerusform>%n kandidater, ordnet efter: {order}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CasePast</name>
    <message numerus="yes">
        <source>%n notater er flyttet herfra som fejljournalisering.</source>
        <translation>
            <numerusform>%n notat er flyttet herfra som fejljournalisering.</numerusform>
            <numerusform>%n notater er flyttet herfra som fejljournalisering.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message numerus="yes">
        <source>%n sager</source>
        <translation>
            <numerusform>%n sag</numerusform>
            <numerusform>%n sager</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompanyPage</name>
    <message numerus="yes">
        <source>%n bilag</source>
        <translation>
            <numerusform>%n bilag</numerusform>
            <numerusform>%n bilag</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>og %n ældre besøg</source>
        <translation>
            <numerusform>og %n ældre besøg</numerusform>
            <numerusform>og %n ældre besøg</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataAge</name>
    <message numerus="yes">
        <source>%n ændringer herfra venter</source>
        <translation>
            <numerusform>%n ændring herfra venter</numerusform>
            <numerusform>%n ændringer herfra venter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayPage</name>
    <message numerus="yes">
        <source>%n ændringer venter på din afgørelse.</source>
        <translation>
            <numerusform>%n ændring venter på din afgørelse.</numerusform>
            <numerusform>%n ændringer venter på din afgørelse.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DossierPage</name>
    <message numerus="yes">
        <source>%n steder foreslået. Læs resten selv igennem.</source>
        <translation>
            <numerusform>%n sted foreslået. Læs resten selv igennem.</numerusform>
            <numerusform>%n steder foreslået. Læs resten selv igennem.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steder udelades.</source>
        <translation>
            <numerusform>%n sted udelades.</numerusform>
            <numerusform>%n steder udelades.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftEditor</name>
    <message numerus="yes">
        <source>%n usikre ord · F8</source>
        <translation>
            <numerusform>%n usikkert ord · F8</numerusform>
            <numerusform>%n usikre ord · F8</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EndTalkDialog</name>
    <message numerus="yes">
        <source>Forslag: {day}, om %n uger efter svarene ovenfor.</source>
        <translation>
            <numerusform>Forslag: {day}, om %n uge efter svarene ovenfor.</numerusform>
            <numerusform>Forslag: {day}, om %n uger efter svarene ovenfor.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message numerus="yes">
        <source>%n underskrift(er) er givet. Retter du noget, bliver de alle ugyldige.</source>
        <translation>
            <numerusform>%n underskrift er givet. Retter du noget, bliver den ugyldig.</numerusform>
            <numerusform>%n underskrifter er givet. Retter du noget, bliver de alle ugyldige.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mangler</source>
        <translation>
            <numerusform>%n mangler</numerusform>
            <numerusform>%n mangler</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Giving</name>
    <message numerus="yes">
        <source>%n ændringer blev givet til IT {when}.</source>
        <translation>
            <numerusform>%n ændring blev givet til IT {when}.</numerusform>
            <numerusform>%n ændringer blev givet til IT {when}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ændringer er ikke sendt endnu.</source>
        <translation>
            <numerusform>%n ændring er ikke sendt endnu.</numerusform>
            <numerusform>%n ændringer er ikke sendt endnu.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n arbejdsplads(er) kan indlæses.</source>
        <translation>
            <numerusform>%n arbejdsplads kan indlæses.</numerusform>
            <numerusform>%n arbejdspladser kan indlæses.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n række(r) har fejl og bliver udeladt:</source>
        <translation>
            <numerusform>%n række har fejl og bliver udeladt:</numerusform>
            <numerusform>%n rækker har fejl og bliver udeladt:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IncomingReader</name>
    <message numerus="yes">
        <source>%n filer er ikke nået frem endnu.</source>
        <translation>
            <numerusform>%n fil er ikke nået frem endnu.</numerusform>
            <numerusform>%n filer er ikke nået frem endnu.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeaseBanner</name>
    <message numerus="yes">
        <source>Om %n dage skal computeren have været i kontakt med centralen.</source>
        <translation>
            <numerusform>Om %n dag skal computeren have været i kontakt med centralen.</numerusform>
            <numerusform>Om %n dage skal computeren have været i kontakt med centralen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Om %n timer skal computeren have været i kontakt med centralen.</source>
        <translation>
            <numerusform>Om %n time skal computeren have været i kontakt med centralen.</numerusform>
            <numerusform>Om %n timer skal computeren have været i kontakt med centralen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LetterSheet</name>
    <message numerus="yes">
        <source>%n felter mangler · F4</source>
        <translation>
            <numerusform>%n felt mangler · F4</numerusform>
            <numerusform>%n felter mangler · F4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>%n tekster</source>
        <translation>
            <numerusform>%n tekst</numerusform>
            <numerusform>%n tekster</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpenBlanks</name>
    <message numerus="yes">
        <source>%n felter mangler · F4</source>
        <translation>
            <numerusform>%n felt mangler · F4</numerusform>
            <numerusform>%n felter mangler · F4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message numerus="yes">
        <source>%n person(er)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n personer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartList</name>
    <message numerus="yes">
        <source>Kommunen har alle %n del(e).</source>
        <translation>
            <numerusform>Kommunen har den ene del.</numerusform>
            <numerusform>Kommunen har alle %n dele.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeriodControl</name>
    <message numerus="yes">
        <source>%n uger</source>
        <translation>
            <numerusform>%n uge</numerusform>
            <numerusform>%n uger</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message numerus="yes">
        <source>%n felter mangler i skridtet · F4</source>
        <translation>
            <numerusform>%n felt mangler i skridtet · F4</numerusform>
            <numerusform>%n felter mangler i skridtet · F4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadinessView</name>
    <message numerus="yes">
        <source>%n ændringer er ikke sendt endnu</source>
        <translation>
            <numerusform>%n ændring er ikke sendt endnu</numerusform>
            <numerusform>%n ændringer er ikke sendt endnu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filer er ikke nået frem endnu</source>
        <translation>
            <numerusform>%n fil er ikke nået frem endnu</numerusform>
            <numerusform>%n filer er ikke nået frem endnu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sager ligger her</source>
        <translation>
            <numerusform>%n sag ligger her</numerusform>
            <numerusform>%n sager ligger her</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virksomheder ligger her</source>
        <translation>
            <numerusform>%n virksomhed ligger her</numerusform>
            <numerusform>%n virksomheder ligger her</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n standardtekster ligger her</source>
        <translation>
            <numerusform>%n standardtekst ligger her</numerusform>
            <numerusform>%n standardtekster ligger her</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message numerus="yes">
        <source>%n timer gammelt</source>
        <translation>
            <numerusform>%n time gammelt</numerusform>
            <numerusform>%n timer gammelt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dage gammelt</source>
        <translation>
            <numerusform>%n dag gammelt</numerusform>
            <numerusform>%n dage gammelt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SigningPage</name>
    <message numerus="yes">
        <source>Blanketten er rettet, efter at nogen skrev under: %n underskrift(er) gælder ikke længere.</source>
        <translation>
            <numerusform>Blanketten er rettet, efter at nogen skrev under: %n underskrift gælder ikke længere.</numerusform>
            <numerusform>Blanketten er rettet, efter at nogen skrev under: %n underskrifter gælder ikke længere.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncStatus</name>
    <message numerus="yes">
        <source>%n konflikter venter på dig</source>
        <translation>
            <numerusform>%n konflikt venter på dig</numerusform>
            <numerusform>%n konflikter venter på dig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ændringer venter</source>
        <translation>
            <numerusform>%n ændring venter</numerusform>
            <numerusform>%n ændringer venter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>computerens ur går %n dage forkert</source>
        <translation>
            <numerusform>computerens ur går %n dag forkert</numerusform>
            <numerusform>computerens ur går %n dage forkert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>computerens ur går %n timer forkert</source>
        <translation>
            <numerusform>computerens ur går %n time forkert</numerusform>
            <numerusform>computerens ur går %n timer forkert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>computerens ur går %n minutter forkert</source>
        <translation>
            <numerusform>computerens ur går %n minut forkert</numerusform>
            <numerusform>computerens ur går %n minutter forkert</numerusform>
        </translation>
    </message>
</context>
</TS>
