/**
 * The languages of code blocks: the grammar of highlight.js, the name for people, and the names that authors write. A
 * language without a grammar of its own has that of a near relative. A table, because highlight.js tells the names of a
 * grammar only after loading it, and all of them take a fifth of a second.
 */

export interface CodeLanguage {
  /** A file of highlight.js; null for a language that is known but not highlighted. */
  grammar: string | null;
  /** As its makers write it. */
  name: string;
}

/** By each name, in lower case. */
export function readLanguages(): Map<string, CodeLanguage> {
  const languages = new Map<string, CodeLanguage>();
  for (const row of table.trim().split('\n')) {
    const [grammar, name, names] = row.split(' | ') as [string, string, string];
    for (const each of names.split(' ')) languages.set(each, { grammar, name });
  }
  for (const row of withoutGrammar.split(',')) {
    const [name, names] = row.trim().replace(/\s+/g, ' ').split(' | ') as [string, string];
    for (const each of names.split(' ')) languages.set(each, { grammar: null, name });
  }
  return languages;
}

/** grammar | name | what authors write */
const table = `
1c | 1C:Enterprise | 1c bsl sdbl 1c-query
abnf | Augmented Backus-Naur Form | abnf
accesslog | Apache Access Log | accesslog
actionscript | ActionScript | actionscript as as3 actionscript-3
ada | Ada | ada
angelscript | AngelScript | angelscript asc
apache | Apache Configuration | apache apacheconf
applescript | AppleScript | applescript osascript
arcade | ArcGIS Arcade | arcade
arduino | Arduino | arduino ino
armasm | ARM Assembly | armasm arm
asciidoc | AsciiDoc | asciidoc adoc
aspectj | AspectJ | aspectj
autohotkey | AutoHotkey | autohotkey ahk ahk1 ahk2 autohotkey2
autoit | AutoIt | autoit
avrasm | AVR Assembly | avrasm
awk | Awk | awk
axapta | X++ | axapta x++
bash | Shell | bash sh zsh shellscript ksh fish nushell nu just justfile
bash | Dotenv | dotenv env
basic | BASIC | basic
bnf | Backus–Naur Form | bnf
brainfuck | Brainfuck | brainfuck bf
c | C | c h
cal | C/AL | cal
capnproto | Cap’n Proto | capnproto capnp
ceylon | Ceylon | ceylon
clean | Clean | clean icl dcl
clojure | Clojure | clojure clj edn
clojure-repl | Clojure REPL | clojure-repl
cmake | CMake | cmake cmake.in
coffeescript | CoffeeScript | coffeescript coffee cson iced
coq | Coq | coq rocq
cos | Caché Object Script | cos cls
cpp | C++ | cpp cc c++ h++ hpp hh hxx cxx cuda
crmsh | crmsh | crmsh crm pcmk
crystal | Crystal | crystal cr
csharp | C# | csharp cs c# c-sharp dotnet
csp | CSP | csp
css | CSS | css qss
d | D | d
dart | Dart | dart
delphi | Delphi | delphi dpr dfm
delphi | Pascal | pascal pas
diff | Diff | diff patch
django | Django | django
django | Jinja | jinja jinja2 j2 njk nunjucks
dns | DNS Zone | dns bind zone
dockerfile | Dockerfile | dockerfile docker
dos | Batch | dos bat batch cmd
dsconfig | dsconfig | dsconfig
dts | Device Tree | dts
dust | Dust | dust dst
ebnf | Extended Backus-Naur Form | ebnf
elixir | Elixir | elixir ex exs
elm | Elm | elm
erb | ERB | erb
erlang | Erlang | erlang erl
erlang-repl | Erlang REPL | erlang-repl
excel | Excel formulae | excel xlsx xls
fix | FIX | fix
flix | Flix | flix
fortran | Fortran | fortran f90 f95 f f03 f08 f18 for f77 fortran-free-form fortran-fixed-form
freedesktop | Desktop Entry | freedesktop desktop
freedesktop | systemd Units | systemd
fsharp | F# | fsharp fs f#
gams | GAMS | gams gms
gauss | GAUSS | gauss gss
gcode | G-code | gcode nc
gherkin | Gherkin | gherkin feature
glsl | GLSL | glsl hlsl wgsl
glsl | ShaderLab | shaderlab shader
gml | GML | gml
go | Go | go golang
golo | Golo | golo
gradle | Gradle | gradle
graphql | GraphQL | graphql gql
groovy | Groovy | groovy nextflow nextflow-groovy nf
haml | HAML | haml
handlebars | Handlebars | handlebars hbs html.hbs html.handlebars htmlbars glimmer
haskell | Haskell | haskell hs purescript
haxe | Haxe | haxe hx
hsp | HSP | hsp
http | HTTP | http https hurl
hy | Hy | hy hylang
inform7 | Inform 7 | inform7 i7
ini | INI | ini cfg conf reg editorconfig gitconfig
ini | TOML | toml
ini | HCL | hcl terraform tf tfvars
irpf90 | IRPF90 | irpf90
isbl | ISBL | isbl
java | Java | java jsp apex
javascript | JavaScript | javascript js mjs cjs node es6
javascript | JSX | jsx
jboss-cli | JBoss CLI | jboss-cli wildfly-cli
json | JSON | json jsonl ndjson
json | JSON with Comments | jsonc
json | JSON5 | json5 hjson
julia | Julia | julia jl
julia-repl | Julia REPL | julia-repl jldoctest
kotlin | Kotlin | kotlin kt kts ktm ktx
lasso | Lasso | lasso lassoscript
latex | LaTeX | latex tex
latex | BibTeX | bibtex
ldif | LDIF | ldif
leaf | Leaf | leaf
less | Less | less
lisp | Lisp | lisp common-lisp elisp emacs-lisp
livecodeserver | LiveCode | livecodeserver
livescript | LiveScript | livescript ls
llvm | LLVM IR | llvm
lsl | Linden Scripting Language | lsl
lua | Lua | lua pluto luau
makefile | Makefile | makefile mk mak make gnumakefile
markdown | Markdown | markdown md mkdown mkd mdx mdc
mathematica | Wolfram | mathematica mma wl wolfram
matlab | Matlab | matlab
maxima | Maxima | maxima
mel | MEL | mel
mercury | Mercury | mercury m moo
mipsasm | MIPS Assembly | mipsasm mips
mizar | Mizar | mizar
mojolicious | Mojolicious | mojolicious
monkey | Monkey | monkey
moonscript | MoonScript | moonscript moon
n1ql | N1QL | n1ql
nestedtext | Nested Text | nestedtext nt
nginx | Nginx Configuration | nginx nginxconf
nim | Nim | nim
nix | Nix | nix nixos
node-repl | Node REPL | node-repl
nsis | NSIS | nsis
objectivec | Objective-C | objectivec objc obj-c objective-c
objectivec | Objective-C++ | objective-cpp objective-c++ obj-c++ mm
ocaml | OCaml | ocaml ml
openscad | OpenSCAD | openscad scad
oxygene | Oxygene | oxygene
parser3 | Parser3 | parser3
perl | Perl | perl pl pm raku perl6
pf | Packet Filter | pf pf.conf
pgsql | PostgreSQL | pgsql postgres postgresql
php | PHP | php hack
php-template | PHP template | php-template
php-template | Blade | blade
pony | Pony | pony
powershell | PowerShell | powershell pwsh ps ps1
processing | Processing | processing pde
profile | Python profiler | profile
prolog | Prolog | prolog
properties | Properties | properties
protobuf | Protocol Buffers | protobuf proto
puppet | Puppet | puppet pp
purebasic | PureBASIC | purebasic pb pbi
python | Python | python py gyp ipython python3 py3 starlark mojo gdscript gd
python | Vyper | vyper vy
python-repl | Python REPL | python-repl pycon
q | Q | q k kdb
qml | QML | qml qt
r | R | r
reasonml | ReasonML | reasonml re
rib | RenderMan RIB | rib
roboconf | Roboconf | roboconf graph instances
routeros | RouterOS Script | routeros mikrotik
rsl | RenderMan RSL | rsl
ruby | Ruby | ruby rb gemspec podspec thor irb
ruleslanguage | Oracle Rules Language | ruleslanguage
rust | Rust | rust rs
rust | Zig | zig
rust | Move | move cairo
rust | Gleam | gleam
sas | SAS | sas
scala | Scala | scala
scheme | Scheme | scheme scm racket
scilab | Scilab | scilab sci
scss | SCSS | scss postcss
shell | Shell Session | shell console shellsession terminal
smali | Smali | smali
smalltalk | Smalltalk | smalltalk st
sml | Standard ML | sml
sqf | SQF | sqf
sql | SQL | sql plsql mysql sqlite surrealql surql
stan | Stan | stan stanfuncs
stata | Stata | stata do ado
step21 | STEP Part 21 | step21 p21 step stp
stylus | Stylus | stylus styl
stylus | Sass | sass
subunit | SubUnit | subunit
swift | Swift | swift
taggerscript | Tagger Script | taggerscript
tap | Test Anything Protocol | tap
tcl | Tcl | tcl tk
thrift | Thrift | thrift
tp | TP | tp
twig | Twig | twig craftcms
twig | Liquid | liquid
typescript | TypeScript | typescript ts mts cts
typescript | TSX | tsx
typescript | Angular TypeScript | angular-ts ts-tags lit glimmer-ts gts glimmer-js gjs
typescript | Solidity | solidity sol
typescript | TypeSpec | typespec tsp
vala | Vala | vala
vbnet | Visual Basic .NET | vbnet vb visual-basic
vbscript | VBScript | vbscript vbs
vbscript-html | VBScript in HTML | vbscript-html
verilog | Verilog | verilog v sv svh system-verilog systemverilog
vhdl | VHDL | vhdl
vim | Vim Script | vim viml vimscript
wasm | WebAssembly | wasm
wren | Wren | wren
x86asm | Assembly | x86asm asm nasm
xl | XL | xl tao
xml | XML | xml xjb xsd plist wsf
xml | HTML | html htm xhtml html-derivative angular-html vue-html marko
xml | SVG | svg
xml | XSL | xsl xslt
xml | Vue | vue vue-vine
xml | Svelte | svelte
xml | Astro | astro
xml | RSS | rss atom
xml | ASP.NET Razor | razor
xquery | XQuery | xquery xpath xq xqm
yaml | YAML | yaml yml
zephir | Zephir | zephir zep
`;

/** name | what authors write */
const withoutGrammar = `
  ABAP | abap, APL | apl, Ara | ara, Ballerina | ballerina, Beancount | beancount, Berry | berry be, Bicep | bicep,
  BIRD2 Configuration | bird2 bird, C3 | c3, Cadence | cadence cdc, Chapel | chapel chpl, Clarity | clarity,
  COBOL | cobol, CODEOWNERS | codeowners, CodeQL | codeql ql, CSV | csv, CUE | cue, Cypher | cypher cql, DAX | dax,
  Dream Maker | dream-maker, Edge | edge, Fennel | fennel, Fluent | fluent ftl, GDResource | gdresource tscn tres,
  GDShader | gdshader, Genie | genie, Git Commit Message | git-commit, Git Rebase Message | git-rebase, GN | gn,
  Gnuplot | gnuplot, HXML | hxml, Imba | imba, Jison | jison, Jsonnet | jsonnet, JSSM | jssm fsl, KDL | kdl,
  Kusto | kusto kql, Lean 4 | lean lean4, Log file | log, Logo | logo, Mermaid | mermaid mmd,
  MoonBit | moonbit mbt mbti, Narrat Language | narrat nar, Odin | odin, Org Markup | org, Pkl | pkl,
  Gettext PO | po pot potx, Polar | polar, PowerQuery | powerquery, Prisma | prisma, Pug | pug jade,
  QML Directory | qmldir, RBS | rbs ruby-signature, RegExp | regexp regex, Rel | rel, RISC-V | riscv, RON | ron,
  ROS Interface | rosmsg, reStructuredText | rst, Smithy | smithy, Closure Templates | soy closure-templates,
  SPARQL | sparql, Splunk Query Language | splunk spl, SSH Config | ssh-config, TalonScript | talonscript talon,
  Tasl | tasl, Templ | templ, TSV | tsv, Turtle | turtle, Typst | typst typ, Wenyan | wenyan 文言,
  Wikitext | wikitext mediawiki wiki, WebAssembly Interface Types | wit, ZenScript | zenscript
`;
