<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>gatehouse::ui::ChangesView</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DiagramBox</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ProjectSession</name>
    <message numerus="yes">
        <source>Imported %1; %n finding(s) are listed under Problems</source>
        <translation>
            <numerusform>Imported %1; %n finding is listed under Problems</numerusform>
            <numerusform>Imported %1; %n findings are listed under Problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ReplayDialog</name>
    <message numerus="yes">
        <source>%1 of %n recorded request(s) would answer differently.</source>
        <translation>
            <numerusform>%1 of %n recorded request would answer differently.</numerusform>
            <numerusform>%1 of %n recorded requests would answer differently.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them had credentials, which are not recorded and not sent.</source>
        <translation>
            <numerusform>%n of them had credentials, which are not recorded and not sent.</numerusform>
            <numerusform>%n of them had credentials, which are not recorded and not sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SchemaTester</name>
    <message numerus="yes">
        <source>Invalid: %n error(s)</source>
        <translation>
            <numerusform>Invalid: %n error</numerusform>
            <numerusform>Invalid: %n errors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::TaskStatus</name>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <translation>
            <numerusform>%1, and %n more</numerusform>
            <numerusform>%1, and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CoverageColumn</name>
    <message numerus="yes">
        <source>Reached %n time(s)</source>
        <translation>
            <numerusform>Reached %n time</numerusform>
            <numerusform>Reached %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reached %n time(s), but not all of it</source>
        <translation>
            <numerusform>Reached %n time, but not all of it</numerusform>
            <numerusform>Reached %n times, but not all of it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::FindBar</name>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::Folding</name>
    <message numerus="yes">
        <source>Show %n line(s)</source>
        <translation>
            <numerusform>Show %n line</numerusform>
            <numerusform>Show %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hide %n line(s)</source>
        <translation>
            <numerusform>Hide %n line</numerusform>
            <numerusform>Hide %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PlaygroundPage</name>
    <message numerus="yes">
        <source>%1 ms · %n step(s)</source>
        <translation>
            <numerusform>%1 ms · %n step</numerusform>
            <numerusform>%1 ms · %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octet(s)</source>
        <translation>
            <numerusform>%n octet</numerusform>
            <numerusform>%n octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %n time(s) in all</source>
        <translation>
            <numerusform>… %n time in all</numerusform>
            <numerusform>… %n times in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::Provenance</name>
    <message numerus="yes">
        <source>%n stretch(es) of the output are lit.</source>
        <translation>
            <numerusform>%n stretch of the output is lit.</numerusform>
            <numerusform>%n stretches of the output are lit.</numerusform>
        </translation>
    </message>
</context>
</TS>
