import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDMarkedContent;
import org.apache.pdfbox.text.PDFMarkedContentExtractor;
import org.apache.pdfbox.text.TextPosition;

/**
 * The tags of a PDF as PDFBox reads them. In: a path. Out: a line for each element (depth, type, alt text) and for each
 * piece of marked content (depth, page from 1, text), between tabs.
 */
public class StructureDump {
    private static final Map<PDPage, Map<Integer, String>> texts = new HashMap<>();
    private static final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private static PDDocument document;

    public static void main(String[] paths) throws Exception {
        document = PDDocument.load(new File(paths[0]));
        PDStructureNode root = document.getDocumentCatalog().getStructureTreeRoot();
        if (root != null) walk(root, null, 0);
        out.flush();
    }

    private static void walk(PDStructureNode node, PDPage page, int depth) throws Exception {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement) {
                PDStructureElement element = (PDStructureElement) kid;
                PDPage own = element.getPage() == null ? page : element.getPage();
                String alt = element.getAlternateDescription();
                // What stands in place of its content is told as pdf.js does.
                if (alt == null) alt = element.getActualText();
                line(depth, "element", element.getStandardStructureType(), alt == null ? "" : alt);
                walk(element, own, depth + 1);
            } else if (kid instanceof Integer) {
                content(depth, page, (Integer) kid);
            } else if (kid instanceof PDMarkedContentReference) {
                PDMarkedContentReference reference = (PDMarkedContentReference) kid;
                content(depth, reference.getPage() == null ? page : reference.getPage(), reference.getMCID());
            }
        }
    }

    private static void content(int depth, PDPage page, int mcid) throws Exception {
        Map<Integer, String> found = texts.get(page);
        if (found == null) {
            found = new HashMap<>();
            PDFMarkedContentExtractor extractor = new PDFMarkedContentExtractor();
            extractor.setSuppressDuplicateOverlappingText(false);
            extractor.processPage(page);
            collect(extractor.getMarkedContents(), found);
            texts.put(page, found);
        }
        int number = document.getPages().indexOf(page) + 1;
        line(depth, "content", String.valueOf(number), found.getOrDefault(mcid, ""));
    }

    private static void collect(List<PDMarkedContent> contents, Map<Integer, String> found) {
        for (PDMarkedContent content : contents) {
            if (content.getMCID() >= 0) found.merge(content.getMCID(), textOf(content), String::concat);
        }
    }

    private static String textOf(PDMarkedContent content) {
        if (content.getMCID() < 0 && content.getActualText() != null) return content.getActualText();
        StringBuilder text = new StringBuilder();
        for (Object part : content.getContents()) {
            if (part instanceof TextPosition) text.append(((TextPosition) part).getUnicode());
            else if (part instanceof PDMarkedContent) text.append(textOf((PDMarkedContent) part));
        }
        return text.toString();
    }

    private static void line(int depth, String kind, String first, String second) {
        out.print(depth + "\t" + kind + "\t" + first + "\t" + second.replaceAll("\\s", " ") + "\n");
    }
}
