/*
 * ADQL 2.1 (IVOA REC), appendix A, as a grammar that decides with one token almost everywhere. Conditions and values share
 * one ladder of rules, because both may stand in parentheses; the syntax tree tells them apart. Words reserved by section
 * 2.1.3 that this grammar doesn't mention become RESERVED or FUNCTION after the lexer (see AdqlReader).
 */
grammar Adql;

options { caseInsensitive = true; }

tokens { RESERVED, FUNCTION }

statement : (WITH withQuery (',' withQuery)*)? queryExpression EOF ;

withQuery : identifier AS '(' queryExpression ')' ;

queryExpression : setExpression (ORDER BY orderTerm (',' orderTerm)*)? (OFFSET UINT)? ;

setExpression : setTerm (setOperator setTerm)* ;
setOperator : (UNION | EXCEPT) ALL? ;
setTerm : setPrimary (INTERSECT ALL? setPrimary)* ;
setPrimary : select | '(' queryExpression ')' ;

select
    : SELECT (ALL | DISTINCT)? (TOP UINT)? selectItem (',' selectItem)*
      FROM tableReference (',' tableReference)*
      (WHERE condition)?
      (GROUP BY groupTerms)?
      (HAVING having)?
    ;
groupTerms : condition (',' condition)* ;
having : condition ;

selectItem
    : '*'                                           # everything
    | identifier ('.' identifier)* '.' '*'          # everythingOf
    | condition (AS? identifier)?                   # derivedColumn
    ;

orderTerm : condition (ASC | DESC)? ;

tableReference : tablePrimary join* ;
tablePrimary
    : tableName (AS? identifier)?                   # namedTable
    | '(' queryExpression ')' AS? identifier        # derivedTable
    | '(' tableReference ')'                        # nestedJoin
    ;
tableName : identifier ('.' identifier)* ;
join : NATURAL? (INNER | (LEFT | RIGHT | FULL) OUTER?)? JOIN tablePrimary joinSpecification? ;
joinSpecification : ON condition | USING '(' identifier (',' identifier)* ')' ;

condition : conjunction (OR conjunction)* ;
conjunction : negation (AND negation)* ;
negation : NOT* predicate ;
predicate
    : EXISTS '(' queryExpression ')'                # exists
    | value predicateTail?                          # compared
    ;
predicateTail
    : operator=('=' | '<>' | '!=' | '<' | '>' | '<=' | '>=') value     # comparison
    | NOT? BETWEEN value AND value                  # between
    | NOT? (LIKE | ILIKE) value                     # like
    | NOT? IN '(' queryExpression ')'               # inQuery
    | NOT? IN '(' value (',' value)* ')'            # inList
    | IS NOT? NULL                                  # isNull
    ;

value : term ((ops+='+' | ops+='-' | ops+='||') term)* ;
term : factor ((ops+='*' | ops+='/') factor)* ;
factor : (signs+='+' | signs+='-')* primary ;
primary
    : literal=(UINT | DECIMAL | APPROXIMATE | STRING | NULL)           # literal
    | CAST '(' condition AS castType ')'            # cast
    | name=(REGULAR | FUNCTION) '(' arguments? ')'  # call
    | identifier ('.' identifier)*                  # columnReference
    | '(' queryExpression ')'                       # scalarQuery
    | '(' condition ')'                             # parenthesised
    ;
arguments : '*' | (ALL | DISTINCT)? condition (',' condition)* ;
castType : words+=(RESERVED | FUNCTION | REGULAR) words+=RESERVED? ('(' UINT ')')? ;

identifier : REGULAR | DELIMITED ;

ALL : 'ALL' ;
AND : 'AND' ;
AS : 'AS' ;
ASC : 'ASC' ;
BETWEEN : 'BETWEEN' ;
BY : 'BY' ;
CAST : 'CAST' ;
DESC : 'DESC' ;
DISTINCT : 'DISTINCT' ;
EXCEPT : 'EXCEPT' ;
EXISTS : 'EXISTS' ;
FROM : 'FROM' ;
FULL : 'FULL' ;
GROUP : 'GROUP' ;
HAVING : 'HAVING' ;
ILIKE : 'ILIKE' ;
IN : 'IN' ;
INNER : 'INNER' ;
INTERSECT : 'INTERSECT' ;
IS : 'IS' ;
JOIN : 'JOIN' ;
LEFT : 'LEFT' ;
LIKE : 'LIKE' ;
NATURAL : 'NATURAL' ;
NOT : 'NOT' ;
NULL : 'NULL' ;
OFFSET : 'OFFSET' ;
ON : 'ON' ;
OR : 'OR' ;
ORDER : 'ORDER' ;
OUTER : 'OUTER' ;
RIGHT : 'RIGHT' ;
SELECT : 'SELECT' ;
TOP : 'TOP' ;
UNION : 'UNION' ;
USING : 'USING' ;
WHERE : 'WHERE' ;
WITH : 'WITH' ;

REGULAR : [A-Z] [A-Z0-9_]* ;
DELIMITED : '"' (~["] | '""')+ '"' ;
STRING : '\'' (~['] | '\'\'')* '\'' ;
APPROXIMATE : ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) 'E' [+-]? [0-9]+ ;
DECIMAL : [0-9]+ '.' [0-9]* | '.' [0-9]+ ;
UINT : [0-9]+ ;

COMMENT : '--' ~[\r\n]* -> skip ;
SPACE : [ \t\r\n\f\u00A0\uFEFF]+ -> skip ;

/* What no rule takes: the error messages explain it. */
OTHER : . ;
