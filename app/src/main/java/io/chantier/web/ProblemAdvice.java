package io.chantier.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** The last word on whatever goes wrong in a controller: always a {@link Problem} with a remedy, never an exception's text. */
@ControllerAdvice
@Order(0)
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void expected(ProblemException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(failure.problem(), request, response);
    }

    @ExceptionHandler
    void unreadable(HttpMessageNotReadableException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(InputProblems.of(failure), request, response);
    }

    @ExceptionHandler
    void invalid(MethodArgumentNotValidException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(InputProblems.of(failure), request, response);
    }

    /** A malformed name in a path names nothing; a malformed parameter is a fault in the input. */
    @ExceptionHandler
    void malformed(TypeMismatchException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(
                failure instanceof MethodArgumentTypeMismatchException argument
                                && !request.getParameterMap().containsKey(argument.getName())
                        ? InputProblems.NOT_FOUND
                        : Problem.ofField(String.valueOf(failure.getPropertyName()), "malformed", Map.of()),
                request,
                response);
    }

    @ExceptionHandler
    void missing(
            MissingServletRequestParameterException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(Problem.ofField(failure.getParameterName(), "required", Map.of()), request, response);
    }

    @ExceptionHandler
    void tooLarge(MaxUploadSizeExceededException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(Problem.of("too-large", 413), request, response);
    }

    /** The reader has gone; nobody is left to be told. */
    @ExceptionHandler({AsyncRequestNotUsableException.class, AsyncRequestTimeoutException.class})
    void gone() {}

    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToTheGuard(RuntimeException refusal) {
        throw refusal;
    }

    @ExceptionHandler
    void anythingElse(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            problems.write(InputProblems.ofStatus(known.getStatusCode().value()), request, response);
            return;
        }
        if (isOutage(failure)) {
            log.warn(
                    "The database does not answer at {} {}",
                    request.getMethod(),
                    Guest.withoutSecret(request.getRequestURI()));
            response.setHeader("Retry-After", "2");
            problems.write(Problem.of("database-lost", 503), request, response);
            return;
        }
        problems.write(Bug.noted(request, request.getRequestURI(), failure), request, response);
    }

    private static boolean isOutage(Exception failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException;
    }
}
