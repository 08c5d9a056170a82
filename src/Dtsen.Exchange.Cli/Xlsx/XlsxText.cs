using System.Text;
using System.Xml;

namespace Dtsen.Exchange.Cli.Xlsx;

/// <summary>What a cell or a shared string says.</summary>
internal static class XlsxText
{
    /// <summary>Reads to the end of the element: its value or its runs of text, without formulas and without readings (furigana).</summary>
    public static string Read(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var (depth, text, name, reading) = (xml.Depth, new StringBuilder(), "", false);
        while (xml.Read() && xml.Depth > depth)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    reading |= xml.LocalName == "rPh";
                    name = xml.LocalName;
                    break;
                case XmlNodeType.EndElement:
                    reading &= xml.LocalName != "rPh";
                    name = "";
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    if (!reading && name is "v" or "t")
                    {
                        text.Append(xml.Value);
                    }

                    break;
                default:
                    break;
            }
        }

        return text.ToString();
    }
}
