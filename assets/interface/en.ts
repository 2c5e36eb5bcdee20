<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>And %n earlier changes.</source>
        <translation>
            <numerusform>And %n earlier change.</numerusform>
            <numerusform>And %n earlier changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n activities</source>
        <translation>
            <numerusform>%n activity</numerusform>
            <numerusform>%n activities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agreements were withdrawn</source>
        <translation>
            <numerusform>An agreement was withdrawn</numerusform>
            <numerusform>%n agreements were withdrawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>one day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier</source>
        <translation>
            <numerusform>%n earlier</numerusform>
            <numerusform>%n earlier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items are no longer agreed.</source>
        <translation>
            <numerusform>One item is no longer agreed.</numerusform>
            <numerusform>%n items are no longer agreed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n later</source>
        <translation>
            <numerusform>%n later</numerusform>
            <numerusform>%n later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parts still wait for a word of yours.</source>
        <translation>
            <numerusform>One part still waits for a word of yours.</numerusform>
            <numerusform>%n parts still wait for a word of yours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refused so far: %n attempts.</source>
        <translation>
            <numerusform>Refused so far: %n attempt.</numerusform>
            <numerusform>Refused so far: %n attempts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n you already said yes to</source>
        <translation>
            <numerusform>Show %n you already said yes to</numerusform>
            <numerusform>Show %n you already said yes to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The outline waits for %n things before you can both say yes.</source>
        <translation>
            <numerusform>The outline waits for one thing before you can both say yes.</numerusform>
            <numerusform>The outline waits for %n things before you can both say yes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This will be locked in %n seconds</source>
        <translation>
            <numerusform>This will be locked in %n second</numerusform>
            <numerusform>This will be locked in %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You take %n out; {who} reads the changed text afterwards.</source>
        <translation>
            <numerusform>You take %n out; {who} reads the changed text afterwards.</numerusform>
            <numerusform>You take %n out; {who} reads the changed text afterwards.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n check-ins</source>
        <translation>
            <numerusform>your one check-in</numerusform>
            <numerusform>all %n check-ins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{inside} of %n check-ins</source>
        <translation>
            <numerusform>{inside} of %n check-in</numerusform>
            <numerusform>{inside} of %n check-ins</numerusform>
        </translation>
    </message>
</context>
</TS>
