"""Maya ASCII that the tests of Maya start from."""

from __future__ import annotations

CAMERA = '''select -ne perspShape; setAttr ".rnd" no;
createNode transform -n "cam"; createNode camera -n "camShape" -p "cam";
'''
RANGE = '''select -ne :defaultRenderGlobals; setAttr ".an" yes; setAttr ".fs" 5; setAttr ".ef" 9;
'''
