-- RegTAP 1.2, section 8.18: the tables of TAP services, each with the record that says most about it.
CREATE VIEW tap_table AS
WITH described AS (
  SELECT min(t.ivoid) AS resid, r.related_id AS svcid, t.table_name AS table_name, min(t.table_title) AS table_title,
    min(t.table_description) AS table_description, min(t.table_utype) AS table_utype
  FROM capability AS aux
  JOIN relationship AS r ON r.ivoid = aux.ivoid AND r.relationship_type = 'isservedby'
  JOIN res_table AS t ON t.ivoid = aux.ivoid AND t.table_type IS NOT 'output'
  WHERE aux.standard_id = 'ivo://ivoa.net/std/tap#aux'
    AND EXISTS (SELECT 1 FROM capability AS s WHERE s.ivoid = r.related_id AND s.standard_id = 'ivo://ivoa.net/std/tap')
  GROUP BY r.related_id, t.table_name)
SELECT resid, svcid, table_name, table_title, table_description, table_utype FROM described
UNION ALL
SELECT min(t.ivoid), t.ivoid, t.table_name, min(t.table_title), min(t.table_description), min(t.table_utype)
FROM (SELECT DISTINCT ivoid FROM capability WHERE standard_id = 'ivo://ivoa.net/std/tap') AS s
JOIN res_table AS t ON t.ivoid = s.ivoid AND t.table_type IS NOT 'output'
WHERE NOT EXISTS (SELECT 1 FROM described AS d WHERE d.svcid = t.ivoid AND d.table_name = t.table_name)
GROUP BY t.ivoid, t.table_name
